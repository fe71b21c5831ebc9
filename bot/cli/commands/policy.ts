/** `plumbline policy`: the policy that a scanning role needs, made from the checks. */
import { parseArgs } from 'node:util';
import { checks } from '../../../workflows/scanners/checks.ts';
import { policyFor } from '../../../workflows/scanners/policy.ts';
import { type Command, WrongUsageError } from '../command.ts';

const partitions = ['aws', 'aws-cn', 'aws-us-gov'];

export const policyCommand: Command = {
  name: 'policy',
  usage: '[--partition aws-us-gov]',
  about: 'Prints the policies of a role that may scan: reads alone, with an explicit Deny for content and secrets.',
  options: [{ name: '--partition NAME', about: partitions.join(', ') }],
  run: (args, io) => {
    const { values } = parseArgs({ args, options: { partition: { type: 'string' } } });
    const partition = values.partition ?? 'aws';
    if (!partitions.includes(partition))
      throw new WrongUsageError(`There is no partition "${partition}". There are: ${partitions.join(', ')}`);
    io.out(`${JSON.stringify(policyFor(checks, partition), null, 2)}\n`);
  },
};
