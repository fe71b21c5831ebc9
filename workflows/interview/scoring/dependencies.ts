/** Which controls come before which, and why: the tie-break among gaps of equal weight, phase and effort. */

export interface Dependency {
  first: string;
  next: string;
  because: string;
}

export const dependencies: readonly Dependency[] = [
  { first: 'ai-inventory-owner', next: 'ai-agent-registry', because: 'a registry grows out of the first list of workloads' },
  { first: 'ai-inventory-owner', next: 'ai-threat-model', because: 'a threat model needs to know what there is' },
  { first: 'ai-inventory-owner', next: 'gov-scope-change-review', because: 'a change is only seen against what was written down' },
  { first: 'data-classification', next: 'data-rag-authorization', because: 'rights on documents follow their class' },
  { first: 'data-classification', next: 'data-retention-deletion', because: 'how long to keep something follows its class' },
  { first: 'iam-agent-identity', next: 'iam-agent-tool-permissions', because: 'rights need an identity to hang on' },
  { first: 'iam-agent-identity', next: 'ai-multi-agent-trust', because: 'agents can only check each other by name' },
  { first: 'iam-agent-tool-permissions', next: 'ai-tool-policy-enforcement', because: 'rules per tool build on rights per agent' },
  { first: 'iam-agent-tool-permissions', next: 'iam-continuous-authorization', because: 'rights must be small before they can be short' },
  { first: 'iam-end-user-authentication', next: 'iam-user-context-propagation', because: 'only a known user can be passed on' },
  { first: 'ai-guardrails-baseline', next: 'ai-prompt-attack-defence', because: 'the attack filter is part of a guardrail' },
  { first: 'ai-guardrails-baseline', next: 'ai-pii-output-filter', because: 'the personal data filter is part of a guardrail' },
  { first: 'ai-guardrails-baseline', next: 'ai-central-guardrails', because: 'enforce for all what works for one' },
  { first: 'ai-invocation-logging', next: 'data-log-protection', because: 'logs must exist before they can be protected' },
  { first: 'ai-invocation-logging', next: 'ai-runtime-monitoring', because: 'an alarm needs something to listen to' },
  { first: 'ai-invocation-logging', next: 'ai-agent-tracing', because: 'a trace joins recorded calls' },
  { first: 'ai-agent-tracing', next: 'ai-behaviour-baseline', because: 'normal behaviour is learned from traces' },
  { first: 'ai-kill-switch', next: 'ai-ir-automation', because: 'automatic containment pulls the switch' },
  { first: 'ai-incident-response', next: 'ai-ir-automation', because: 'automate a plan that people have rehearsed' },
  { first: 'ai-threat-model', next: 'ai-red-team', because: 'attacks are chosen from the threat model' },
  { first: 'ai-threat-detection', next: 'ai-findings-aggregation', because: 'there must be findings before they can be gathered' },
];

/** How long the longest chain before a control is; 0 when nothing comes before it. */
const depths = (list: readonly Dependency[]): ReadonlyMap<string, number> => {
  const known = new Map<string, number>();
  const depth = (control: string): number => {
    const seen = known.get(control);
    if (seen !== undefined) return seen;
    const before = list.filter(({ next }) => next === control).map(({ first }) => depth(first) + 1);
    const result = Math.max(0, ...before);
    known.set(control, result);
    return result;
  };
  for (const { next } of list) depth(next);
  return known;
};

const ours = depths(dependencies);

export const dependencyDepth = (control: string): number => ours.get(control) ?? 0;
