/** SM-09: nobody can open a shell on a live endpoint, and its memory dumps and queued answers are encrypted with a named key. */
import { defineCheck } from '../check.ts';
import { eachEndpoint, endpointReads, noLiveEndpoint, variantsOf } from '../parts/live-endpoints.ts';
import { fail, pass } from '../verdict.ts';

const isSet = (key: string | undefined): boolean => key !== undefined && key !== '';

export const sm09 = defineCheck({
  id: 'SM-09',
  scope: 'region',
  reads: endpointReads,
  why: 'With a shell on the endpoint, or with its memory dump, a person reads what all others asked the model.',
  fix: 'Make an endpoint configuration without EnableSSMAccess and with a KMS key for core dumps and asynchronous answers, and move the endpoint to it.',
  blind: 'Who may use the keys and read the buckets of dumps and answers, and whether the keys are your own.',
  equivalents: {},
  none: noLiveEndpoint,
  collect: (look) =>
    eachEndpoint(look, ({ configs }) => {
      const variants = configs.flatMap(variantsOf);
      const names = (list: typeof variants): string[] => [...new Set(list.map(({ VariantName }) => VariantName))].toSorted();
      return {
        configurations: configs.map(({ EndpointConfigName }) => EndpointConfigName),
        shells: names(variants.filter(({ EnableSSMAccess }) => EnableSSMAccess === true)),
        dumps: variants.some(({ CoreDumpConfig }) => CoreDumpConfig !== undefined),
        openDumps: names(variants.filter(({ CoreDumpConfig }) => CoreDumpConfig !== undefined && !isSet(CoreDumpConfig.KmsKeyId))),
        openAnswers: configs.some(
          ({ AsyncInferenceConfig }) => AsyncInferenceConfig !== undefined && !isSet(AsyncInferenceConfig.OutputConfig.KmsKeyId),
        ),
      };
    }),
  judge({ shells, openDumps, openAnswers, ...facts }) {
    const faults = [
      ...(shells.length > 0 ? [`operators can open a shell on ${shells.join(', ')} (EnableSSMAccess)`] : []),
      ...(openDumps.length > 0 ? [`memory dumps of ${openDumps.join(', ')} have no key`] : []),
      ...(openAnswers ? ['the answers of asynchronous requests have no key'] : []),
    ];
    return faults.length === 0 ? pass(facts) : fail(`On this endpoint ${faults.join('; ')}.`, { ...facts, shells, openDumps, openAnswers });
  },
});
