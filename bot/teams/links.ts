/** Where Teams leads for a conversation: the documented link that opens a group chat. */

/**
 * A chat's id is all that its link takes. A thread of a channel takes the directory's id of its team too, which no message names,
 * and our own chat with a person has no link at all: these get none. The try-out's ids are no ids of Teams.
 */
const groupChat = /^19:[A-Za-z0-9_-]+@thread\.v2$/;

/** Null where nothing leads there for sure, as to a conversation of another platform. */
export const linkTo = (conversation: string): string | null =>
  groupChat.test(conversation) ? `https://teams.microsoft.com/l/chat/${conversation}/conversations` : null;
