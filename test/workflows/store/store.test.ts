/** The store contract, against the two servers and the simulated store. */
import { afterAll, beforeAll, describe } from 'vitest';
import { findPrograms } from '../../../workflows/store/embedded-program.ts';
import { dueContract } from '../../contracts/due.ts';
import { storeContract } from '../../contracts/store.ts';
import { startDynamodbLocal } from '../../support/dynamodb-local.ts';
import { startDynoxide, type TestServer } from '../../support/dynoxide.ts';
import { createSimStore } from '../../support/sim-store.ts';

describe('simulated', () => {
  storeContract('the simulation', async () => createSimStore());
  dueContract('the simulation', async () => createSimStore());
});

describe('dynoxide', () => {
  contractsOver('dynoxide', startDynoxide);
});

const hasJava = findPrograms(process.env).some(({ kind }) => kind === 'dynamodb-local');

describe.skipIf(!hasJava)(`DynamoDB Local${hasJava ? '' : ' (skipped: there is no Java on the PATH)'}`, () => {
  contractsOver('DynamoDB Local', async () => {
    const server = await startDynamodbLocal();
    if (server === null) throw new Error('DynamoDB Local was found a moment ago.');
    return server;
  });
});

function contractsOver(name: string, start: () => Promise<TestServer>): void {
  let server: TestServer;
  let tables = 0;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());
  storeContract(name, () => server.store('shared'));
  dueContract(name, () => {
    tables += 1;
    return server.store(`due-${tables}`);
  });
}
