/** How the benchmarks measure: interleaved rounds, every variant once a round, the median of the rounds' ratios. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** CPU of this process in microseconds, user and system. */
export function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** One variant of a comparison: does its work once and says what one piece of it cost. */
export type Variant = () => number | Promise<number>;

export interface Compared<Name extends string> {
  /** The median over the rounds of what one piece cost. */
  cost: Record<Name, number>;
  /** The median over the rounds of `one` divided by `other`, both from the same round. */
  ratio(one: Name, other: Name): number;
}

/** The machine drifts, so variants are only ever compared within a round; their order turns from round to round. */
export async function compare<Name extends string>(
  variants: Record<Name, Variant>,
  rounds: number,
  warmUps: number,
): Promise<Compared<Name>> {
  const names = Object.keys(variants) as Name[];
  const results: Record<Name, number>[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const turned = names
      .map((_, index) => names[(index + round + names.length * warmUps) % names.length])
      .filter((name) => name !== undefined);
    const result = {} as Record<Name, number>;
    for (const name of turned) result[name] = await variants[name]();
    if (round >= 0) results.push(result);
  }
  return {
    cost: Object.fromEntries(names.map((name) => [name, median(results.map((result) => result[name]))])) as Record<Name, number>,
    ratio: (one, other) => median(results.map((result) => result[one] / result[other])),
  };
}

/** A variant that runs `work` so many times in this process: microseconds of CPU each. */
export function repeated(times: number, work: () => void | Promise<void>): Variant {
  return async () => {
    const before = cpuNow();
    for (let count = 0; count < times; count += 1) {
      const pending = work();
      if (pending !== undefined) await pending;
    }
    return (cpuNow() - before) / times;
  };
}
