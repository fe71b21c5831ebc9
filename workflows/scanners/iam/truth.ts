/** Three answers: yes, no, and "it depends on something that is not known here". */
export type Truth = 'yes' | 'no' | 'depends';

export const truthOf = (fact: boolean): Truth => (fact ? 'yes' : 'no');

export const not = (truth: Truth): Truth => (truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : 'depends');

export const all = (truths: readonly Truth[]): Truth => (truths.includes('no') ? 'no' : truths.includes('depends') ? 'depends' : 'yes');

export const some = (truths: readonly Truth[]): Truth => (truths.includes('yes') ? 'yes' : truths.includes('depends') ? 'depends' : 'no');
