/** `plumbline simulate`: two simulated accounts on this machine, to try a scan on. They are not AWS. */
import { parseArgs } from 'node:util';
import { startSwitchedAws } from '../../../workflows/scanners/simulated/switched.ts';
import { type Command, exits, InputRefusedError, WrongUsageError } from '../command.ts';

function portOf(args: string[]): number {
  const { port } = parseArgs({ args, options: { port: { type: 'string' } } }).values;
  const number = Number(port ?? 0);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new WrongUsageError(`--port takes a whole number from 1 to 65535, not "${port}".`);
}

const untilInterrupted = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });

export const simulateCommand: Command = {
  name: 'simulate',
  usage: '[--port N]',
  about: 'Simulates two AWS accounts on this machine, one well kept and one with planted faults, to try "plumbline scan" on.',
  options: [{ name: '--port N', about: 'where it listens; without it any free port' }],
  run: async (args, io) => {
    const port = portOf(args);
    const aws = await startSwitchedAws(io.now, { port }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      throw new InputRefusedError(`Port ${port} is taken by another program. Choose another, or leave --port out.`);
    });
    const { good, weak, planted } = aws;
    const ended = untilInterrupted();
    const way = ({ account }: { account: string }) => {
      const { accessKeyId, secretAccessKey } = aws.keysOf(account);
      const settings = {
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      };
      return Object.entries(settings).map(([name, value]) => `    export ${name}=${value}`);
    };
    io.out(
      [
        `Simulated AWS at ${aws.endpoint}`,
        'This is not AWS: everything it says is made up, only this machine reaches it, and its keys open nothing else.',
        '',
        `  Account ${weak.account}: a support agent with ${planted.faults.length} planted faults`,
        ...way(weak),
        '',
        `  Account ${good.account}: the same agent, well kept`,
        ...way(good),
        '',
        'Set the variables of one account in another terminal, then run: plumbline scan',
        'The workload carries the tag app=support-desk: a workload file with "tags: { app: support-desk }" looks at it alone.',
        `To mend a planted fault, or plant it again, open ${aws.page}`,
        'Ctrl-C ends the simulation.',
        '',
      ].join('\n'),
    );
    await ended;
    await aws.stop();
    return exits.fine.code;
  },
};
