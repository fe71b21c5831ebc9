/** The pictures that views ask for, each named with what it is drawn from. The rim draws them, because it takes a drawing library. */
import type { Phase } from '../../knowledge/schema.ts';
import type { AssessmentResult } from '../../workflows/interview/result.ts';
import type { Label } from '../../workflows/interview/scoring/gaps.ts';
import type { Score } from '../../workflows/interview/scoring/types.ts';
import type { Picture } from './view.ts';
import type { Pictures } from './views/shown.ts';

/** A workload among all others. */
export interface WorkloadRow {
  /** Its number in the list beside the picture. */
  place: number;
  /** In people's own words. */
  name: string;
  phase: Phase | null;
  /** `none` before there is any result; null where nothing could be scored. */
  score: Score | null | 'none';
  /** Of the result before. */
  before: Score | null;
  open: number;
  overdue: number;
  waiting: number;
}

export interface PortfolioData {
  subtitle: string;
  rows: WorkloadRow[];
}

/** A gap of a roadmap. */
export interface QuadrantItem {
  /** The letter of its phase and its number in the list of that phase. */
  mark: string;
  title: string;
  label: Label;
  effort: 'S' | 'M' | 'L';
  open: boolean;
}

export interface QuadrantData {
  /** The workload's, in people's own words. */
  name: string;
  /** What the letters stand for. */
  legend: string;
  items: QuadrantItem[];
}

/** Draws nothing where there is nothing to draw. */
export type Draw = (wanted: WantedPicture) => Promise<Picture | null>;

export type WantedPicture =
  | { name: keyof Pictures; result: AssessmentResult }
  | { name: 'portfolio'; portfolio: PortfolioData }
  | { name: 'quadrant'; quadrant: QuadrantData };

/** The words beside a picture say the same, so a card never fails for want of it. */
export function calmly(draw: Draw, log: (line: { level: 'error'; event: string; [detail: string]: unknown }) => void): Draw {
  return async (wanted) => {
    try {
      return await draw(wanted);
    } catch (error) {
      log({ level: 'error', event: 'picture', name: wanted.name, error: String(error) });
      return null;
    }
  };
}
