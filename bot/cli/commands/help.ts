/** `plumbline help`: every command, the answers file and the exit codes on one screen. */
import { type Command, exits } from '../command.ts';

/** A whole answers file. A test reads it as one, so it cannot grow stale. */
export const exampleFile = `name: Support agent        # also: owner, about, accounts, regions, goLive, at
workload:                  # scoping answers about the whole workload
  stage: live
  scale: [none]
  users: partners
  data-classes: [internal, personal]
components:                # scoping answers, component by component
  - id: agent
    answers:
      tools: [read, write]
      approval: unknown    # "unknown" is an answer everywhere
answers:                   # control/question: choice
  ai-human-approval/q1: none-wait
  ai-human-approval/q2: unknown
  ai-human-approval/q3: { notApplicable: true, reason: Nobody approves yet, by: Team lead }
  ai-kill-switch/q1: { choice: minutes-drilled, by: Team lead, at: 2026-11-22, document: Test record }
scan:                      # verdict: pass, fail, not-applicable or not-assessed
  - { check: AG-03, verdict: fail, resource: agent/tickets, at: 2026-11-22T10:02:00Z }
accepted:                  # risks taken on until a day
  - { control: ai-agent-tracing, until: 2027-03-01 }
`;

const aligned = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`).join('');
};

export const helpText = (commands: readonly Command[]): string =>
  [
    'Plumbline assesses the security of AI workloads.\n',
    'Commands:',
    ...commands.map(
      ({ name, usage, about, options }) =>
        `  plumbline ${name} ${usage}\n      ${about}\n${options.map((option) => `      ${option.name}: ${option.about}\n`).join('')}`,
    ),
    `  plumbline help\n      This screen.\n`,
    `The answers file (YAML), for example:\n\n${exampleFile.replace(/^/gm, '  ').trimEnd()}\n`,
    'Exit codes:',
    aligned(Object.values(exits).map(({ code, means }) => [String(code), means])),
  ].join('\n');
