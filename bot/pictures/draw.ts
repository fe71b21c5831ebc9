/** Draws the picture of a result that a card asks for. The drawing libraries are loaded when the first one is asked for. */
import type { AssessmentResult } from '../../workflows/interview/result.ts';
import type { Picture } from '../conversation/view.ts';
import { agenticColumnData, genaiColumnData, heatMapData } from './data.ts';

export type PictureName = 'heatMap' | 'genai' | 'agentic';

/** Null when there is nothing to draw: outside the matrix there is no column. */
export async function drawPicture(result: AssessmentResult, name: PictureName): Promise<Picture | null> {
  const { agenticColumn, genaiColumn, heatMap } = await import('./pictures.ts');
  if (name === 'heatMap') return await heatMap(heatMapData(result));
  if (name === 'genai') {
    const data = genaiColumnData(result);
    return data?.kind === 'genai' ? await genaiColumn({ ...data, kind: 'genai' }) : null;
  }
  const data = agenticColumnData(result);
  return data?.kind === 'agentic' ? await agenticColumn({ ...data, kind: 'agentic' }) : null;
}
