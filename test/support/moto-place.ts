/** Where things are planted in moto: accounts, Regions, and what clients are made with. */
import type { Credentials } from '../../workflows/scanners/clients.ts';

export const account = '123456789012';
/** Where the weak workload stands, and where the good one. */
export const weak = 'us-east-1';
export const good = 'eu-west-1';

/** Before IAM is enforced, moto lets these in. */
export const anybody: Credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };

export interface Place {
  region: string;
  account: string;
  kind: 'weak' | 'good';
  /** What each client is made with. */
  client: { region: string; endpoint: string; credentials: Credentials; maxAttempts: number };
}

/** The ARNs of what was planted, by the name that the table of cases uses, where moto makes up the id. */
export type Planted = Record<string, string>;

export const placeIn = (endpoint: string, kind: Place['kind'], credentials = anybody, id = account): Place => {
  const region = kind === 'weak' ? weak : good;
  return { region, account: id, kind, client: { region, endpoint, credentials, maxAttempts: 1 } };
};
