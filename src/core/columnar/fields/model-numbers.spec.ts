import { describe, expect, it } from 'vitest';
import { isExtended, modelNumbersOf } from './model-numbers.js';

describe('model numbers in text', () => {
  it.each([
    ['Sony Bravia Home Theater - DAVHDX576WF', 'DAVHDX576WF'],
    ['BRAVIA DAV-HDX576WF Home Theater (5.1)', 'DAVHDX576WF'],
    ['LG 32LG30 - 32" LCD 1080p 12000:1', '32LG30'],
    ['Fellowes SB-97Cs Shredder - 3219701', '3219701 SB97CS'],
    ['Canon 28-135MM lens, 1920x1080, 10.2 Megapixel 2008', ''],
    ['Query processing over 10000 tables', ''],
    ['Модель Щ-4410 и 東京-12345', ''],
  ])('%s', (text, numbers) => {
    expect(modelNumbersOf(text)).toBe(numbers);
  });

  it('stay the same when read again', () => {
    const numbers = modelNumbersOf('SB-97Cs 3219701 KDL.40W5');
    expect(modelNumbersOf(numbers)).toBe(numbers);
  });

  it('are continued by a colour or a pack, not by another number', () => {
    expect(isExtended('WFW8300SW', 'WFW8300SWH')).toBe(true);
    expect(isExtended('KDL40S4100', 'KDL46S4100')).toBe(false);
    expect(isExtended('TX5', 'TX5000')).toBe(false);
  });
});
