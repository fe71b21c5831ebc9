/** Draws the picture that a view asks for. The drawing libraries are loaded when the first one is asked for. */
import type { Draw } from '../conversation/drawing.ts';
import { agenticColumnData, genaiColumnData, heatMapData } from './data.ts';

/** Null when there is nothing to draw: outside the matrix there is no column. */
export const drawPicture: Draw = async (wanted) => {
  if (wanted.name === 'portfolio') {
    if (wanted.portfolio.rows.length === 0) return null;
    return await (await import('./portfolio.ts')).portfolioBars(wanted.portfolio);
  }
  if (wanted.name === 'quadrant') {
    if (wanted.quadrant.items.length === 0) return null;
    return await (await import('./quadrant.ts')).quadrant(wanted.quadrant);
  }
  const { result, name } = wanted;
  const { agenticColumn, genaiColumn, heatMap } = await import('./pictures.ts');
  if (name === 'heatMap') return await heatMap(heatMapData(result));
  if (name === 'genai') {
    const data = genaiColumnData(result);
    return data?.kind === 'genai' ? await genaiColumn({ ...data, kind: 'genai' }) : null;
  }
  const data = agenticColumnData(result);
  return data?.kind === 'agentic' ? await agenticColumn({ ...data, kind: 'agentic' }) : null;
};
