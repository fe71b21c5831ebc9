/** The command line as somebody uses it: what goes in, what comes out, and how it ends. */
import { describe, expect, it } from 'vitest';
import { exampleFile } from '../../../bot/cli/commands/help.ts';
import { run } from '../../../bot/cli/run.ts';
import { createIo } from '../../support/cli-io.ts';

const now = Date.parse('2026-11-22T10:00:00Z');

const call = (args: string[], files: Record<string, string> = {}) => {
  const { io, said } = createIo(files, now);
  const code = run(args, io);
  return { code, ...said };
};

const withExample = (args: string[], change: (text: string) => string = (text) => text) => call(args, { 'a.yaml': change(exampleFile) });

const dated = (text: string) => `at: 2026-11-20T08:00:00Z\n${text}`;

const creditOf = (text: string): number => {
  const exported: { result: { cells: { whole: { credit: number } } } } = JSON.parse(
    call(['score', 'a.yaml', '--json'], { 'a.yaml': text }).out,
  );
  return exported.result.cells.whole.credit;
};

describe('plumbline help', () => {
  it('is shown when nothing is asked, and names every command and exit code', () => {
    const { code, out } = call([]);

    expect(code).toBe(0);
    for (const words of ['plumbline scope FILE', 'plumbline score FILE', 'Exit codes', '0  fine', '3  our own failure'])
      expect(out).toContain(words);
  });

  it('shows an answers file that is accepted as it stands', () => {
    expect(withExample(['score', 'a.yaml'])).toMatchObject({ code: 0, err: '' });
    expect(call(['help']).out).toContain('ai-human-approval/q1: none-wait');
  });
});

describe('plumbline scope', () => {
  it('says the scopes, why, and which controls apply', () => {
    const { code, out } = withExample(['scope', 'a.yaml']);

    expect(code).toBe(0);
    expect(out).toMatch(/Target phase +Enhanced/);
    expect(out).toMatch(/Use case +Acts/);
    expect(out).toContain('Decided by');
    expect(out).toMatch(/Controls that apply \(\d+\)\n {2}\S+/);
    expect(out).toContain('Still to answer');
  });

  it('gives the same to another program', () => {
    const report = JSON.parse(withExample(['scope', 'a.yaml', '--json']).out);

    expect(report).toMatchObject({ name: 'Support agent', scope: { workload: { useCase: 'acts', phase: 'enhanced' } } });
    expect(report.controls).toContainEqual({ id: 'ai-human-approval', phase: 'foundational', outlook: false });
  });
});

describe('plumbline score', () => {
  it('gives a score with its coverage, and the gaps in their order', () => {
    const { code, out } = withExample(['score', 'a.yaml']);

    expect(code).toBe(0);
    expect(out).toMatch(/\d+ % of the weight in place, \d+ % of it looked at/);
    expect(out).toMatch(/Fix first\n +1 {2}Critical {2}\S/);
    expect(out).toContain('more gaps: add --all');
  });

  it('gives the same bytes for the same file, and dates it by the file where the file has a time', () => {
    const one = withExample(['score', 'a.yaml', '--json'], dated);

    expect(withExample(['score', 'a.yaml', '--json'], dated).out).toBe(one.out);
    expect(JSON.parse(one.out)).toMatchObject({ format: 'plumbline-assessment', schemaVersion: 1, assessedAt: '2026-11-20T08:00:00.000Z' });
  });

  it('counts what an answer in the file says', () => {
    expect(creditOf(exampleFile.replace('minutes-drilled', 'minutes-never-tried'))).toBeLessThan(creditOf(exampleFile));
  });

  it('explains a number by its answers', () => {
    const { code, out } = withExample(['score', 'a.yaml', '--why', 'whole']);

    expect(code).toBe(0);
    expect(out).toContain('ai-human-approval/q1: "None; the agent acts by itself"');
    expect(out).toContain('AG-03: fail agent/tickets');
  });

  it('writes the report', () => {
    expect(withExample(['score', 'a.yaml', '--markdown']).out).toMatch(/^# Security assessment: Support agent\n/);
  });

  it('shows control characters of a file as question marks', () => {
    const { out } = withExample(['score', 'a.yaml'], (text) => text.replace('name: Support agent ', 'name: "Agent\\u001b[31m" '));

    expect(out.startsWith('Agent?[31m')).toBe(true);
  });
});

describe('a refused file', () => {
  it.each([
    [
      'a question nobody knows',
      'ai-human-approval/q1: none',
      'ai-human-aproval/q1: none',
      'a.yaml:13: there is no question ai-human-aproval/q1; did you mean ai-human-approval/q1?',
    ],
    [
      'a choice nobody knows',
      'q1: none-wait',
      'q1: none-waits',
      'a.yaml:13: ai-human-approval/q1 has no choice "none-waits"; did you mean none-wait?',
    ],
    ['a scoping choice nobody knows', 'stage: live', 'stage: lives', 'a.yaml:3: stage has no choice "lives"; did you mean live?'],
    ['a scoping question nobody knows', 'tools: [', 'tool: [', 'a.yaml:10: there is no scoping question tool; did you mean tools?'],
    [
      'a scoping question at the wrong level',
      '  stage: live',
      '  starter: person',
      'a.yaml:3: starter is a question about a component; move it under the answers of a component',
    ],
    [
      'two answers where one is asked',
      'stage: live',
      'stage: [live, prototype]',
      'a.yaml:3: stage takes one answer; keep one of live, prototype',
    ],
    ['a check nobody knows', 'check: AG-03', 'check: AG-3', 'a.yaml:18: there is no check AG-3; did you mean AG-'],
    ['a verdict nobody knows', 'verdict: fail', 'verdict: failed', 'a.yaml:18: scan.0.verdict: '],
    [
      'an acceptance for no control',
      'control: ai-agent-tracing',
      'control: ai-agent-trace',
      'a.yaml:20: there is no control ai-agent-trace; did you mean ai-agent-tracing?',
    ],
    ['not applicable without a reason', 'reason: Nobody approves yet, ', '', 'a.yaml:15: ai-human-approval/q3: reason: '],
    ['a day that does not exist', 'until: 2027-03-01', 'until: 2027-13-01', 'a.yaml:20: accepted.0.until: there is no such day or time'],
    ['an answer that is none', 'q1: none-wait', 'q1: 7', 'a.yaml:13: ai-human-approval/q1: this is no answer'],
    ['a word the file does not have', 'accepted:', 'acepted:', 'Unrecognized key: "acepted"'],
    ['broken YAML', 'workload:  ', 'workload: [', 'a.yaml:'],
  ])('names file, line and what to do for %s', (_, good, bad, message) => {
    expect(exampleFile).toContain(good);

    const { code, out, err } = withExample(['score', 'a.yaml'], (text) => text.replace(good, bad));

    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });

  it('names all problems at once, in the order of the file', () => {
    const { err } = withExample(['score', 'a.yaml'], (text) => text.replace('none-wait', 'nono').replace('stage: live', 'stage: lives'));

    expect(
      err
        .trim()
        .split('\n')
        .map((line) => line.split(':')[1]),
    ).toEqual(['3', '13']);
  });

  it('says that there is no such file', () => {
    expect(call(['score', 'gone.yaml'])).toEqual({ code: 1, out: '', err: 'gone.yaml: there is no such file\n' });
  });
});

describe('wrong usage', () => {
  it.each([
    [['scores', 'a.yaml'], 'There is no command "scores". Did you mean "score"?'],
    [['score'], 'Name one answers file'],
    [['score', 'a.yaml', 'b.yaml'], 'Name one answers file'],
    [['score', 'a.yaml', '--jsn'], "Unknown option '--jsn'"],
    [['score', 'a.yaml', '--json', '--markdown'], 'Choose either --json or --markdown.'],
    [['score', 'a.yaml', '--why', 'wholes'], 'There is no cell "wholes". Did you mean "whole"?'],
  ])('ends %j with code 2 and a hint', (args, message) => {
    const { code, err } = withExample(args);

    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe('our own failure', () => {
  it('ends with code 3 and takes the blame', () => {
    const broken = {
      out: () => {
        throw new Error('the disk is full');
      },
      err: () => undefined,
      read: () => exampleFile,
      now,
    };

    expect(run(['score', 'a.yaml'], broken)).toBe(3);
  });
});
