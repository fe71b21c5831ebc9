/** People's names inside a picture: what is drawn of them, and where they are cut. */
import { describe, expect, it } from 'vitest';
import { drawable, fitted } from '../../../bot/pictures/title.ts';

const letters = (text: string): number => [...text].length;

describe('a name in a picture', () => {
  it('keeps Latin, Greek and Cyrillic letters', () => {
    expect(drawable('Wörkload Ωμέγα Поддержка №1 – “ok”')).toBe('Wörkload Ωμέγα Поддержка 1 – “ok”');
  });
  it('composes accents that were typed apart', () => {
    expect(drawable('Cafe\u0301')).toBe('Caf\u00e9');
  });
  it('leaves out what the font cannot draw, with the space it leaves behind', () => {
    expect(drawable('Support 🤖 agent\u202e\u0000 お客様')).toBe('Support agent');
  });
  it('is empty when nothing of it can be drawn', () => {
    expect(fitted('お客様サポート', 10, letters)).toBe('');
  });
  it('stays whole where it fits exactly', () => {
    expect(fitted('Support agent', 13, letters)).toBe('Support agent');
  });
  it('is cut with an ellipsis that fits too', () => {
    expect(fitted('Support agent', 12, letters)).toBe('Support age…');
  });
  it('leaves no space before the ellipsis', () => {
    expect(fitted('Support agent', 9, letters)).toBe('Support…');
  });
});
