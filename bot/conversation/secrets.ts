/** Finds what looks like a credential in people's words, so that it is refused before it is stored or logged. */

export interface FoundSecret {
  /** What it looks like, in words for the person. Never the secret itself. */
  kind: string;
}

/** Forty characters of all three sorts near the word: paths, names and hashes in hexadecimal lack one of them. */
const awsSecret =
  /(?:[Ss][Ee][Cc][Rr][Ee][Tt]|[Aa][Ww][Ss])[\w\s"':=-]{0,40}(?<![A-Za-z0-9/+])(?=[A-Za-z0-9/+]{0,39}\d)(?=[A-Za-z0-9/+]{0,39}[A-Z])(?=[A-Za-z0-9/+]{0,39}[a-z])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/;

/** The same without the word, where it stands by itself: pieces of addresses and paths have neighbours. */
const loneAwsSecret =
  /(?<![A-Za-z0-9/+_.:-])(?=[A-Za-z0-9/+]{0,39}\d)(?=[A-Za-z0-9/+]{0,39}[A-Z])(?=[A-Za-z0-9/+]{0,39}[a-z])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-]|\.\w)/;

const shapes: readonly { kind: string; pattern: RegExp }[] = [
  { kind: 'an AWS access key id', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { kind: 'an AWS secret access key', pattern: awsSecret },
  { kind: 'an AWS secret access key', pattern: loneAwsSecret },
  { kind: 'a Bedrock API key', pattern: /\b(?:ABSK[A-Za-z0-9+/=]{40,}|bedrock-api-key-[A-Za-z0-9+/=]{20,})/ },
  { kind: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/ },
  { kind: 'a Slack token', pattern: /\b(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}/ },
  { kind: 'the address of a Slack web hook', pattern: /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/]{10,}/ },
  { kind: 'a GitHub token', pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})/ },
  { kind: 'an Atlassian token', pattern: /\bATATT3[A-Za-z0-9_=-]{20,}/ },
  { kind: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { kind: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/ },
  { kind: 'an account key', pattern: /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}/ },
  { kind: 'an API key of a model provider', pattern: /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/ },
  { kind: 'a signed token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  { kind: 'a password in a connection string', pattern: /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]+:[^\s:/@]{3,}@[^\s/]+/i },
  // After a colon often stands a sentence about passwords; a password has more in it than letters.
  { kind: 'a password', pattern: /\b(?:password|passwd|pwd)\s*(?:=\s*\S{6,}|:\s*(?=\S{0,200}[\d!@#$%^&*+=~])\S{6,})/i },
];

/** The first thing that looks like a secret, or null. Pure and linear in the length of the text. */
export function findSecret(texts: Iterable<string>): FoundSecret | null {
  for (const text of texts) {
    const found = shapes.find(({ pattern }) => pattern.test(text));
    if (found !== undefined) return { kind: found.kind };
  }
  return null;
}
