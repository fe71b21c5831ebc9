/** What a piece of work costs, told apart from what else the machine does meanwhile. */

/** Milliseconds of the processor that this process spends until `work` is done. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
