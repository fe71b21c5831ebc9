/** What the SDK knows of its own operations: the shapes of questions and answers, and how they travel. */
import { NormalizedSchema } from '@smithy/core/schema';
import { operationOf } from './operations.ts';
import { type Operation, type ServiceName, services } from './reads.ts';

/** An operation as the SDK describes it: …, traits, the shape of the question, the shape of the answer. */
type OperationSchema = readonly [unknown, unknown, unknown, { http?: [string, string] } | 0, StructureSchema, StructureSchema];
/** A structure may be named before it is made. Its last entry counts the members that must be there. */
type StructureSchema = readonly unknown[] | (() => readonly unknown[]);

type Module = Record<string, new (input: object) => { schema: OperationSchema }>;
type Clients = Record<string, new (input: object) => SdkClient>;
interface SdkClient {
  config: { serviceId: string; protocol: { constructor: { name: string } } };
  destroy(): void;
}

/** How a service speaks: its name in the user agent, and the name of its protocol. */
export async function speechOf(service: ServiceName): Promise<{ agent: string; protocol: string }> {
  const module = (await services[service].load()) as Clients;
  const Client = module[services[service].client];
  if (Client === undefined) throw new TypeError(`There is no ${services[service].client} in the SDK.`);
  const client = new Client({ region: 'us-east-1' });
  client.destroy();
  return { agent: client.config.serviceId.replaceAll(' ', '-').toLowerCase(), protocol: client.config.protocol.constructor.name };
}

async function schemaOf(operation: Operation): Promise<OperationSchema> {
  const { service, name } = operationOf(operation);
  const Command = ((await service.load()) as Module)[`${name}Command`];
  if (Command === undefined) throw new TypeError(`There is no ${operation} in the SDK.`);
  return new Command({}).schema;
}

/** The method and the path pattern of an operation; `null` where it is named in the request instead. */
export async function pathOf(operation: Operation): Promise<{ method: string; path: string } | null> {
  const traits = (await schemaOf(operation))[3];
  return traits === 0 || traits.http === undefined ? null : { method: traits.http[0], path: traits.http[1] };
}

export async function shapesOf(operation: Operation): Promise<{ input: NormalizedSchema; output: NormalizedSchema }> {
  const schema = await schemaOf(operation);
  return { input: NormalizedSchema.of(schema[4] as never), output: NormalizedSchema.of(schema[5] as never) };
}

/** Whether it can be asked with nothing in hand. */
export async function asksNothing(operation: Operation): Promise<boolean> {
  const named = (await schemaOf(operation))[4];
  const input = typeof named === 'function' ? named() : named;
  return (typeof input[6] === 'number' ? input[6] : 0) === 0;
}
