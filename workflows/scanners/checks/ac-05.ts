/** AC-05: sessions of an AgentCore runtime end after a set idle time and a set lifetime. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { judgeServed, servedRuntimes } from '../parts/agentcore-runtimes.ts';

const runtimes = servedRuntimes({
  lifecycleConfiguration: z.object({ idleRuntimeSessionTimeout: z.int().optional(), maxLifetime: z.int().optional() }),
});

/** Seconds; AWS's own defaults. Longer is a choice that somebody should have made knowingly. */
const longestIdle = 900;
const longestLife = 28_800;

export const ac05 = defineCheck({
  id: 'AC-05',
  scope: 'region',
  reads: runtimes.reads,
  why: 'A session holds credentials and the memory of a conversation. The longer it stays open, the longer somebody can misuse it, and the more it costs.',
  fix: "In the runtime's lifecycle configuration, set the idle timeout to at most 900 seconds and the maximum lifetime to at most 28800 seconds.",
  blind:
    'Whether these limits fit your own rules: the check knows only the limits that AWS sets by default (15 minutes idle, 8 hours in all).',
  equivalents: { awsSample: ['AC-46'] },
  none: 'No AgentCore runtime exists in this Region.',
  collect: (look) => runtimes.collect(look, ({ lifecycleConfiguration }) => lifecycleConfiguration),
  judge: (versions) =>
    judgeServed(versions, ({ idleRuntimeSessionTimeout, maxLifetime }) => {
      const idle = idleRuntimeSessionTimeout ?? longestIdle;
      const life = maxLifetime ?? longestLife;
      const facts = { idleSeconds: idle, lifetimeSeconds: life };
      if (idle > longestIdle) return { problem: `keeps an idle session for ${idle} seconds (more than ${longestIdle})`, facts };
      if (life > longestLife) return { problem: `keeps a session for up to ${life} seconds (more than ${longestLife})`, facts };
      const byDefault = idleRuntimeSessionTimeout === undefined || maxLifetime === undefined;
      return { facts, caveats: byDefault ? ['A limit is not set; the default of AWS applies (900 seconds idle, 28800 in all).'] : [] };
    }),
});
