/** One kind of thing that others belong with: how it is read, and which things its answers name. */
import type { Look, Reads } from '../look.ts';
import { imageOf } from '../parts/images.ts';
import type { Word } from './words.ts';

export interface Thing {
  arn: string;
  /** What stands behind the kind, as in `agent/<id>`. */
  id: string;
}

/** An ARN, or nothing where the thing names none. */
type Name = string | null | undefined;

export interface Asking<R extends Reads> {
  look: Look<R>;
  /** Reads a part of the thing. Where it cannot be read that is told, with what the part might have named, and the rest goes on. */
  part<T>(names: readonly Word[], read: () => Promise<readonly T[]>): Promise<readonly T[]>;
  /** The thing is named but does not exist; it is told, and names nothing. */
  missing(): readonly never[];
}

interface KindDefinition<R extends Reads> {
  word: Word;
  reads: R;
  /**
   * What things of this kind are known to name, for those that nobody could even see. The AI resources that an unseen function or runtime
   * may name in its free settings are left out: with them anything unread would lead to everything in the Region.
   */
  names: readonly Word[];
  follow(ask: Asking<R>, thing: Thing): Promise<readonly Name[]>;
}

export type Kind = KindDefinition<Reads>;

export const defineKind = <const R extends Reads>(definition: KindDefinition<R>): Kind => definition;

/** Whether a setting is an ARN and nothing else. */
export const namesArn = (value: string): boolean => /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12})?:\S+$/.test(value);

type Place = Pick<Look<object>, 'arn' | 'partition'>;

/** An id alone, or an ARN as it was given. */
export const named = (look: Place, service: string, kind: string, id: string | undefined): Name =>
  id === undefined || id === '' || id.startsWith('arn:') ? id : look.arn(service, `${kind}${id}`);

/** A key is named by its id, its alias or its ARN. */
export const keyNamed = (look: Place, key: string | undefined): Name =>
  named(look, 'kms', key?.startsWith('alias/') === true ? '' : 'key/', key);

export const bucketNamed = ({ partition }: Place, bucket: string | undefined): Name =>
  bucket === undefined || bucket === '' ? null : `arn:${partition}:s3:::${bucket}`;

/** The bucket of an address such as `s3://bucket/prefix`. */
export const bucketAt = (look: Place, address: string | undefined): Name => bucketNamed(look, /^s3:\/\/([^/]+)/.exec(address ?? '')?.[1]);

/** The repository of an image in a private registry of ECR. */
export function repositoryOf({ partition }: Place, image: string | undefined): Name {
  const { account, host } = imageOf(image ?? '');
  const region = /ecr(?:-fips)?\.([a-z0-9-]+)\./.exec(host)?.[1];
  const name = image?.slice(host.length + 1).replace(/[@:].*$/, '');
  return account === null || region === undefined ? null : `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
}

export const networkNamed = (
  look: Place,
  { subnets = [], groups = [] }: { subnets?: readonly string[] | undefined; groups?: readonly string[] | undefined },
): string[] => [...subnets.map((id) => look.arn('ec2', `subnet/${id}`)), ...groups.map((id) => look.arn('ec2', `security-group/${id}`))];
