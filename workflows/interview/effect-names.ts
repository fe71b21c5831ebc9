/** What the chart can want done, by name: the engine turns a name and its parameters into effects as data. */

const nothing = () => undefined;
export const effectActions = {
  paint: (_: unknown, _params: { fresh: boolean; still?: true }) => undefined,
  paintAsked: nothing,
  ask: nothing,
  scheduleIdle: nothing,
  scheduleReturn: nothing,
  scheduleSettling: nothing,
  tellOfTimeOut: nothing,
  tellOfSilence: nothing,
  tellOfClosing: nothing,
  sendFile: nothing,
  addToConversation: nothing,
  focusInConversation: nothing,
  paintScan: (_: unknown, _params: { fresh: boolean }) => undefined,
  startScan: nothing,
  stopScan: nothing,
  scheduleScanCheck: nothing,
  startTrial: nothing,
  scheduleTrialCheck: nothing,
  tellRoadmap: nothing,
} as const;

export type EffectName = keyof typeof effectActions;
export const effectNames = Object.keys(effectActions) as EffectName[];
