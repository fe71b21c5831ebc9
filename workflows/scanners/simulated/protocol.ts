/** How each service speaks, read off the SDK's own description: the simulated account and the wire cases follow it. */
import { type Operation, type ServiceName, services } from '../reads.ts';
import { pathOf, speechOf } from '../sdk.ts';

/** The forms in which AWS services speak, as far as answers differ. */
export type Form = 'json' | 'query-xml' | 'ec2-xml' | 'rest-xml';

export interface Spoken {
  service: ServiceName;
  form: Form;
  operations: ReadonlyMap<string, SpokenOperation>;
}

/** `http` is the method and the path pattern where the operation is known by its path; else it is named in the request. */
export interface SpokenOperation {
  name: string;
  http: { method: string; path: string } | null;
}

const forms: Readonly<Record<string, Form>> = {
  AwsEc2QueryProtocol: 'ec2-xml',
  AwsQueryProtocol: 'query-xml',
  S3RestXmlProtocol: 'rest-xml',
  AwsRestXmlProtocol: 'rest-xml',
};

const open = new Map<ServiceName, Promise<Spoken>>();

/** What is spoken by a service; looked up once. */
export const spokenBy = (service: ServiceName): Promise<Spoken> => {
  const known = open.get(service) ?? describe(service);
  open.set(service, known);
  return known;
};

async function describe(service: ServiceName): Promise<Spoken> {
  const { protocol } = await speechOf(service);
  const operations = Object.keys(services[service].reads).map(
    async (name): Promise<[string, SpokenOperation]> => [name, { name, http: await pathOf(`${service}:${name}` as Operation) }],
  );
  return { service, form: forms[protocol] ?? 'json', operations: new Map(await Promise.all(operations)) };
}
