/** What is planted in moto: a weak workload in one Region and a good one in another, and people and roles of both kinds. */
import { type Planted, placeIn } from './moto-place.ts';
import { seedAccountBlock, seedApi, seedTrail, seedWatchers } from './moto-seeds-account.ts';
import { seedAgentCore } from './moto-seeds-agentcore.ts';
import { seedBases, seedLogging } from './moto-seeds-bedrock.ts';
import { seedIdentities } from './moto-seeds-iam.ts';
import { seedSageMaker } from './moto-seeds-sagemaker.ts';

export async function seedMoto(endpoint: string): Promise<Planted> {
  const planted: Planted = {};
  await seedIdentities(placeIn(endpoint, 'weak'));
  await seedTrail(placeIn(endpoint, 'weak'));
  await seedAccountBlock(placeIn(endpoint, 'weak'));
  for (const place of [placeIn(endpoint, 'weak'), placeIn(endpoint, 'good')]) {
    for (const seed of [seedLogging, seedBases, seedSageMaker, seedAgentCore, seedWatchers, seedApi])
      Object.assign(planted, await seed(place));
  }
  return planted;
}
