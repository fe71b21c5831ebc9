/** One seed for all random cases, so that a run can be repeated and fails only for what was changed: `PLUMBLINE_SEED=$RANDOM` looks elsewhere. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PLUMBLINE_SEED'] ?? 1) });
