/** Starts the bot: the try-out on this machine when nothing is configured, otherwise the real thing. Ctrl-C stops all of it. */

import { startProduction } from './production.ts';
import { readSettings, SettingsError } from './settings.ts';
import { WorkspaceError } from './slack/settings.ts';
import { RegistrationError } from './teams/registration.ts';
import { startTryout } from './tryout.ts';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const stop = settings.mode === 'tryout' ? await startTryout(settings) : await startProduction(settings);
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

main().catch((error: unknown) => {
  const isExpected = error instanceof SettingsError || error instanceof RegistrationError || error instanceof WorkspaceError;
  console.error(isExpected ? error.message : error);
  process.exit(1);
});
