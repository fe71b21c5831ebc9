/** Machines whose disks are inside them: these are encrypted by the hardware, and no key can be chosen. */

/** Families with a "d", such as m5d and p4de, say so in their name; these do not. */
const silent = /^(?:g5|g6|g6e|gr6|g7|g7e|p5|p5e|p5en|p6-b200|p6-b300|p6e-gb200|trn1|trn1n|trn2|dl1|i3en)$/;

/** `null` where the kind of machine is not said. */
export function hasLocalStorage(instanceType: string | undefined): boolean | null {
  const family = instanceType?.replace(/^ml\./, '').split('.')[0];
  if (family === undefined || family === '') return null;
  return silent.test(family) || /^[a-z]+\d+[a-z]*d/.test(family);
}
