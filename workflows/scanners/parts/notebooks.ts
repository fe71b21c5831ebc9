/** Notebook instances: the ones that are there to be used. */
import { z } from 'zod';
import type { Look } from '../look.ts';

export const notebookReads = {
  'sagemaker:ListNotebookInstances': z.object({
    NotebookInstanceName: z.string(),
    NotebookInstanceArn: z.string(),
    NotebookInstanceStatus: z.string().optional(),
  }),
};

/** All but those that are being deleted; a stopped one keeps its settings and its data. */
export const notebooks = async (look: Look<typeof notebookReads>): Promise<{ name: string; arn: string }[]> => {
  const found = await look.list('sagemaker:ListNotebookInstances');
  return found
    .filter(({ NotebookInstanceStatus }) => NotebookInstanceStatus !== 'Deleting')
    .map(({ NotebookInstanceName: name, NotebookInstanceArn: arn }) => ({ name, arn }));
};
