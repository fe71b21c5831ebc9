/** Writes a row that never changes: a second write of the same row is no error and no change. */
import { type AttributeValue, ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

export async function putOnce(client: DynamoDBClient, table: string, item: Record<string, AttributeValue>): Promise<void> {
  try {
    await client.send(new PutItemCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
