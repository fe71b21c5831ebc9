/** Which controls apply to a scope: those that fit any of its components, up to the target phase and one phase of outlook. */
import { type Control, phases } from '../../../knowledge/schema.ts';
import type { ApplicableControl, ComponentScope, Scope } from './scope.ts';

const fits = ({ id, applies }: Control, component: ComponentScope): boolean => {
  if (component.adds.includes(id)) return true;
  return (
    applies.useCases.includes(component.useCase) &&
    component.genaiScopes.some((scope) => applies.genaiScopes.includes(scope)) &&
    applies.agenticScopes.includes(component.agentic)
  );
};

export const applicableControls = (controls: readonly Control[], scope: Scope): ApplicableControl[] => {
  const target = phases.indexOf(scope.workload.phase);
  return controls.flatMap((control): ApplicableControl[] => {
    const fitting = control.withdrawn ? [] : scope.components.filter((component) => fits(control, component));
    const phase = control.phase.name;
    const ahead = phases.indexOf(phase) - target;
    if (fitting.length === 0) return [];
    const toTheLast = control.dimension !== null && fitting.some(({ agentControlsToLastPhase }) => agentControlsToLastPhase);
    if (ahead <= 0 || toTheLast) return [{ id: control.id, phase, outlook: false }];
    return ahead === 1 ? [{ id: control.id, phase, outlook: true }] : [];
  });
};
