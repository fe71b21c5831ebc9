/** What may be wrong with an audit log, row by row. */

/** The parts of a row that may have been changed; `row` where it cannot be read as one. */
export type RowPart = 'seq' | 'prev' | 'at' | 'actor' | 'type' | 'digest' | 'hash' | 'payload' | 'row';

export type ChainFault =
  | { fault: 'missing'; seq: number }
  /** A row that belongs nowhere; `copyOf` where it is a second copy of another. */
  | { fault: 'added'; seq: number; copyOf?: number }
  /** `what` is empty where it cannot be told; `resealed`: it was given a fresh seal, so rows before it are proven by nothing. */
  | { fault: 'changed'; seq: number; what: RowPart[]; resealed?: true }
  | { fault: 'swapped'; seq: number; with: number; what?: 'payload' }
  /** Row `seq` stands at `to`; 0 is a key without a number. */
  | { fault: 'moved'; seq: number; to: number }
  /** The item's head is not the seal of its last row: the head was changed (`sure`), or the log from some row on written anew. */
  | { fault: 'head'; seq: number; sure?: true }
  /** The item's head seals row `seq`, yet the item says that there are `says` rows. */
  | { fault: 'version'; seq: number; says: number }
  /** Rows `seq` to `to`, or some of them, are not those that were there when a head was kept. */
  | { fault: 'rebuilt'; seq: number; to: number }
  /** A head was kept of row `seq`, and the item does not reach so far any more. */
  | { fault: 'set-back'; seq: number; says: number };
