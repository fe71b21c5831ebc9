/** Listens for Teams and answers with the app; shared by the try-out and the real thing. */
import type { Server } from 'node:http';
import { loadCatalogue } from '../knowledge/load.ts';
import type { Store } from '../workflows/store/store.ts';
import { type App, createApp } from './app.ts';
import type { OutFile } from './conversation/surface.ts';
import { createLog } from './log.ts';
import { drawPicture } from './pictures/draw.ts';
import { openLine } from './teams/channel.ts';
import { createTeamsDoor, listenAddress } from './teams/door.ts';
import type { Registration } from './teams/registration.ts';
import { createTeamsSender } from './teams/sender.ts';

export interface ServeOptions {
  registrations: readonly Registration[];
  store: Store;
  port: number;
  host: string | undefined;
  /** Only the try-out writes files on this machine. */
  files?: (file: OutFile) => Promise<string>;
}

const sweepMs = 15_000;

export async function serve(options: ServeOptions): Promise<{ app: App; stop: () => Promise<void> }> {
  const tryout = options.registrations.some(({ kind }) => kind === 'tryout');
  const log = createLog((line) => process.stderr.write(line), tryout ? 'warn' : 'info');
  const now = () => Date.now();
  const lines = options.registrations.map((registration) => openLine(registration));
  const sender = createTeamsSender({ lines, clock: now, ...(options.files === undefined ? {} : { files: options.files }) });
  const catalogue = loadCatalogue(new URL('../knowledge/', import.meta.url));
  const app = await createApp({ store: options.store, catalogue, sender, draw: drawPicture, tryout, now, random: Math.random, log });
  const door = createTeamsDoor({ lines, converse: app.converse, clock: now, log });
  const server = await listen(door, options.port, listenAddress(lines, options.host));
  const stopSweeping = app.keepSweeping(sweepMs);
  return {
    app,
    async stop() {
      stopSweeping();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await app.idle();
    },
  };
}

function listen(door: ReturnType<typeof createTeamsDoor>, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = door.listen(port, host, () => resolve(server));
    server.on('error', reject);
  });
}
