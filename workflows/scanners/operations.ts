/** What is known of one operation of the reviewed list. */
import { type Operation, type ServiceName, services } from './reads.ts';
import type { Read, Service } from './service.ts';

export interface KnownOperation {
  service: Service;
  serviceName: ServiceName;
  /** The SDK's name of the operation, such as `GetGuardrail`. */
  name: string;
  read: Read;
  /** The IAM action that authorises it. */
  action: string;
}

export const operationOf = (operation: Operation): KnownOperation => {
  const [serviceName, name] = operation.split(':') as [ServiceName, string];
  const service: Service = services[serviceName];
  const read = service.reads[name];
  if (read === undefined) throw new TypeError(`${operation} is not on the reviewed list.`);
  return { service, serviceName, name, read, action: read.action ?? `${service.prefix}:${name}` };
};

export const allOperations = (): Operation[] =>
  Object.entries(services).flatMap(([name, service]) => Object.keys(service.reads).map((read) => `${name}:${read}` as Operation));
