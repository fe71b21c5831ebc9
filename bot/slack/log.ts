/** One structured line of the log: what happened, and ids that help to find it; never what people wrote. */
export type Log = (entry: { level: 'info' | 'warn' | 'error'; event: string; [detail: string]: unknown }) => void;
