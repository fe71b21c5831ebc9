/** The action groups of an agent's version: which tools they switch on, who carries them out, and which actions change something. */
import { parse } from 'yaml';
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import type { Remark } from './live-agents.ts';

/** One function or API operation, as far as a check looks at it. */
interface Action {
  name: string;
  changes: boolean;
  confirmed: boolean;
}

const changing = new Set(
  `add approve assign book buy cancel charge close confirm create delete deploy disable drop enable execute grant insert invite issue modify move
  open order pay post publish purchase put refund register reject remove rename replace reserve reset restart revoke run schedule send set
  share start stop submit terminate transfer trigger update upload wire withdraw write`.split(/\s+/),
);
const reading = new Set('check count describe fetch find get list lookup query read retrieve search show view'.split(' '));

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

/** By its name where that begins with a verb of reading; else by any verb of change in it, or one that its description begins with. */
const soundsChanging = (name: string, description: string | undefined): boolean => {
  const words = wordsOf(name);
  if (reading.has(words[0] ?? '')) return false;
  const first = wordsOf(description ?? '')[0] ?? '';
  return words.some((word) => changing.has(word)) || changing.has(first) || changing.has(first.replace(/s$/, ''));
};

const readMethods = new Set(['get', 'head', 'options', 'trace']);
const changeMethods = new Set(['post', 'put', 'patch', 'delete']);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const operationsOf = (path: string, item: unknown): Action[] | null => {
  if (!isRecord(item) || '$ref' in item) return null;
  const methods = Object.entries(item).map(([method, operation]) => [method.toLowerCase(), operation] as const);
  return methods.flatMap(([method, operation]) =>
    changeMethods.has(method) || readMethods.has(method)
      ? [
          {
            name: `${method.toUpperCase()} ${path}`,
            changes: changeMethods.has(method),
            confirmed: isRecord(operation) && operation['x-requireConfirmation'] === 'ENABLED',
          },
        ]
      : [],
  );
};

/** The operations of an OpenAPI description in JSON or YAML; `null` where it is not understood. */
function readOpenApi(text: string): Action[] | null {
  try {
    const document: unknown = parse(text);
    if (!isRecord(document) || !isRecord(document['paths'])) return null;
    const found = Object.entries(document['paths']).map(([path, item]) => operationsOf(path, item));
    return found.every((one) => one !== null) ? found.flat() : null;
  } catch {
    return null;
  }
}

const OfferedFunction = z
  .object({ name: z.string(), description: z.string().optional(), requireConfirmation: z.enum(['ENABLED', 'DISABLED']).optional() })
  .transform(
    ({ name, description, requireConfirmation }): Action => ({
      name,
      changes: soundsChanging(name, description),
      confirmed: requireConfirmation === 'ENABLED',
    }),
  );

export const actionGroupReads = {
  'bedrock-agent:ListAgentActionGroups': z.object({ actionGroupId: z.string() }),
  'bedrock-agent:GetAgentActionGroup': z.object({
    agentActionGroup: z.object({
      actionGroupId: z.string(),
      actionGroupName: z.string(),
      actionGroupState: z.enum(['ENABLED', 'DISABLED']),
      parentActionSignature: z.string().optional(),
      actionGroupExecutor: z.object({ lambda: z.string().optional(), customControl: z.enum(['RETURN_CONTROL']).optional() }).optional(),
      functionSchema: z.object({ functions: z.array(OfferedFunction) }).optional(),
      // The description itself goes no further than this.
      apiSchema: z.object({ payload: z.string().transform(readOpenApi).optional() }).optional(),
    }),
  }),
};

export interface ActionGroup {
  name: string;
  /** The built-in tool that it stands for. */
  tool: string | null;
  /** The function that carries its actions out. */
  lambda: string | null;
  /** The app carries its actions out itself and so decides about each. */
  handedBack: boolean;
  /** `null` where they could not be told. */
  actions: readonly Action[] | null;
}

/** The action groups of one version that are switched on. */
export async function actionGroups(look: Look<typeof actionGroupReads>, agentId: string, agentVersion: string): Promise<ActionGroup[]> {
  const groups = await look.list('bedrock-agent:ListAgentActionGroups', { agentId, agentVersion });
  const read = groups.map(async ({ actionGroupId }) => {
    const input = { agentId, agentVersion, actionGroupId };
    const { agentActionGroup: group } = await look.get('bedrock-agent:GetAgentActionGroup', input);
    const { actionGroupName, actionGroupState, parentActionSignature, actionGroupExecutor, functionSchema, apiSchema } = group;
    if (actionGroupState === 'DISABLED') return [];
    const tool = parentActionSignature ?? null;
    const one: ActionGroup = {
      name: actionGroupName,
      tool,
      lambda: actionGroupExecutor?.lambda ?? null,
      handedBack: actionGroupExecutor?.customControl === 'RETURN_CONTROL',
      actions: functionSchema?.functions ?? (apiSchema === undefined && tool !== null ? [] : (apiSchema?.payload ?? null)),
    };
    return [one];
  });
  return (await together(read)).flat();
}

/** Whether the agent itself carries out anything that changes something, or may do so. */
export const mayChange = (groups: readonly ActionGroup[]): boolean =>
  groups.some(({ handedBack, actions }) => !handedBack && (actions === null || actions.some(({ changes }) => changes)));

export const confirmationRemark = (groups: readonly ActionGroup[]): Remark => {
  const own = groups.filter(({ handedBack }) => !handedBack);
  const unconfirmed = own.flatMap(({ actions }) => actions ?? []).filter(({ changes, confirmed }) => changes && !confirmed);
  const unread = own.filter(({ actions }) => actions === null).map(({ name }) => name);
  return {
    ...(unconfirmed.length === 0 ? {} : { problem: `starts ${unconfirmed.map(({ name }) => name).join(', ')} without asking the user` }),
    ...(unread.length === 0
      ? {}
      : { unknown: `has actions (${unread.join(', ')}) whose description lies in a bucket or was not understood` }),
    caveats: ['Whether an action changes something was judged by its name, description and method.'],
  };
};

const riskyTools = new Set(['AMAZON.CodeInterpreter', 'ANTHROPIC.Bash', 'ANTHROPIC.Computer', 'ANTHROPIC.TextEditor']);
const harmlessTools = new Set(['AMAZON.UserInput']);

export const toolRemark = (groups: readonly ActionGroup[]): Remark => {
  const tools = groups.flatMap(({ tool }) => tool ?? []);
  const risky = tools.filter((tool) => riskyTools.has(tool));
  const unheard = tools.filter((tool) => !riskyTools.has(tool) && !harmlessTools.has(tool));
  return {
    ...(risky.length === 0 ? {} : { problem: `has built-in tools on that nobody is known to have approved: ${risky.join(', ')}` }),
    ...(unheard.length === 0 ? {} : { unknown: `has a built-in tool that we do not know: ${unheard.join(', ')}` }),
  };
};
