/** Keeps what the SDK would strip: version 4.23 of its serialiser drops every field of an entity that it does not know. */
import { createRequire } from 'node:module';

interface Mapper {
  type: { additionalProperties?: { type: { name: string } } };
}

const mappers = createRequire(import.meta.url)('botframework-connector/lib/connectorApi/models/mappers') as { Entity: Mapper };

mappers.Entity.type.additionalProperties ??= { type: { name: 'Object' } };

/** True once entities travel whole; the door refuses to start otherwise. */
export const entitiesTravelWhole = (): boolean => mappers.Entity.type.additionalProperties !== undefined;
