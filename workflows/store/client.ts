/** The DynamoDB client: time-outs that end, few retries, and a cache for its middleware stack. */
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition } from './table.ts';

export interface StoreAddress {
  /** Given for an embedded or local server; absent for AWS, where region and credentials come from the environment. */
  endpoint?: string;
  region?: string;
}

export function createStoreClient(address: StoreAddress): DynamoDBClient {
  const local =
    address.endpoint === undefined ? {} : { endpoint: address.endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  return new DynamoDBClient({
    ...local,
    ...(address.region === undefined ? {} : { region: address.region }),
    ...(address.endpoint !== undefined && address.region === undefined ? { region: 'eu-central-1' } : {}),
    maxAttempts: 3,
    cacheMiddleware: true,
    requestHandler: { requestTimeout: 5000, throwOnRequestTimeout: true, connectionTimeout: 2000 },
  });
}

/** Makes the table when it is missing. For the try-out and tests; in AWS the stack makes it. */
export async function ensureTable(client: DynamoDBClient, name: string): Promise<'made' | 'found'> {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return 'found';
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  try {
    await client.send(new CreateTableCommand(tableDefinition(name)));
    return 'made';
  } catch (error) {
    if (error instanceof ResourceInUseException) return 'found';
    throw error;
  }
}
