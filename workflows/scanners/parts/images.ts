/** Where a container image comes from, by its name. */

export interface Image {
  /** As in `111122223333.dkr.ecr.us-east-1.amazonaws.com`. */
  host: string;
  /** The account of a private ECR registry. */
  account: string | null;
}

/** Private registries of ECR, in every partition, with FIPS and dual-stack names. */
const privateEcr =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** A name without a host is one of Docker Hub. */
export function imageOf(name: string): Image {
  const [first = '', ...rest] = name.split('/');
  const host = rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
  return { host, account: privateEcr.exec(host)?.[1] ?? null };
}

/** Accounts from which AWS gives out its deep learning containers. */
const ofAws: ReadonlySet<string> = new Set([
  '763104351884',
  '204538143572',
  '217643126080',
  '364406365360',
  '380420809688',
  '442386744353',
  '446045086412',
  '457447274322',
  '503227376785',
  '626614931356',
  '692866216735',
  '727897471807',
  '772153158452',
  '780543022126',
  '871362719292',
  '907027046896',
  '914824155844',
]);

/** A registry is approved by its account, its host, or the beginning of the image's name. */
const isListed = (name: string, { host, account }: Image, registries: readonly string[]): boolean =>
  registries.some((one) => one === account || one === host || name.startsWith(one.endsWith('/') ? one : `${one}/`) || name === one);

/** `unknown` where only the tenant's list of registries, which it does not keep, could tell. */
export function isKnownImage(name: string, account: string, registries: readonly string[] | null): 'known' | 'strange' | 'unknown' {
  const image = imageOf(name);
  if (image.account !== null && (image.account === account || ofAws.has(image.account))) return 'known';
  if (registries === null) return 'unknown';
  return isListed(name, image, registries) ? 'known' : 'strange';
}
