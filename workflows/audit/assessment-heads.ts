/** The heads of an assessment, its roadmap and its gaps: kept in an export, they later show whether a log was rebuilt. */

import { gapKey } from '../roadmap/gap-subject.ts';
import { createRoadmapSubject, roadmapKey } from '../roadmap/roadmap-subject.ts';
import type { Item, Store } from '../store/store.ts';
import { partitionOf } from '../store/table.ts';
import type { ItemKey } from '../turn/effects.ts';
import { unpack } from '../turn/envelope.ts';
import { RestoreError } from '../turn/subject.ts';
import type { ItemHead } from './verify.ts';

const never = () => Promise.reject(new Error('A roadmap that is only read asks nobody.'));
const roadmaps = createRoadmapSubject({ ground: never, result: never });

/** In the order of the items' names. One read for each of them. */
export async function assessmentHeads({ load }: Pick<Store, 'load'>, key: ItemKey): Promise<ItemHead[]> {
  const [assessment, roadmap] = await Promise.all([load(key), load(roadmapKey(key.tenant, key.id))]);
  const controls = roadmap === null ? [] : await controlsOn(roadmap);
  const gaps = await Promise.all(controls.map((control) => load(gapKey(key.tenant, key.id, control))));
  return [assessment, roadmap, ...gaps]
    .flatMap((item) => (item === null ? [] : [headOfItem(item)]))
    .toSorted((one, other) => (one.item < other.item ? -1 : 1));
}

/** None where this build cannot read the roadmap: its own head is kept all the same. */
async function controlsOn(roadmap: Item): Promise<string[]> {
  try {
    return Object.keys((await roadmaps.open(roadmap.key, unpack(roadmap.snapshot))).gaps);
  } catch (error) {
    if (error instanceof RestoreError) return [];
    throw error;
  }
}

const headOfItem = ({ key, version, head }: Item): ItemHead => ({ item: partitionOf(key), version, head });
