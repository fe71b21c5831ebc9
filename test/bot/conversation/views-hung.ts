/** What hangs in the gallery of views, and the words that people say in it. */
import type { View } from '../../../bot/conversation/view.ts';
import type { Stage } from './views-stage.ts';

export interface Hung {
  name: string;
  view: View;
  stage: Stage;
}

/** What people say in an assessment, and what they are called. */
export interface SaidWords {
  name: string;
  about: string;
  component: string;
  reason: string;
  comment: string;
  quote: string;
  channel: string;
  anna: { by: string; name: string };
  bob: { id: string; name: string };
}
