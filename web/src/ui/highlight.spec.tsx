import { describe, expect, it } from 'vitest';
import { renderPart } from '../test/render-part.js';
import { Highlight } from './index.js';

const marked = (text: string, sought: string) => {
  const { container } = renderPart(<Highlight text={text} sought={sought} />);
  expect(container.textContent).toBe(text);
  return [...container.querySelectorAll('mark')].map(mark => mark.textContent);
};

describe('what was found', () => {
  it('is marked where words begin with what was sought, in any case', () => {
    expect(marked('MEDICAL unit, Biomedical Medics', 'med un')).toEqual(['MED', 'un', 'Med']);
  });

  it('is marked whatever signs were typed, and not at all when nothing was', () => {
    expect(marked('030|6114 (a+b)', '030|6114')).toEqual(['030', '6114']);
    expect(marked('Reno', ' .*+ ')).toEqual([]);
  });

  it('is marked in every script', () => {
    expect(marked('مستشفى الأمل', 'الأمل')).toEqual(['الأمل']);
  });
});
