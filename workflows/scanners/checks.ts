/** Every check there is, one line each. */
import type { Check } from './check.ts';
import { ac01 } from './checks/ac-01.ts';
import { ac02 } from './checks/ac-02.ts';
import { ac03 } from './checks/ac-03.ts';
import { ac04 } from './checks/ac-04.ts';
import { ac05 } from './checks/ac-05.ts';
import { ac06 } from './checks/ac-06.ts';
import { ac07 } from './checks/ac-07.ts';
import { ac08 } from './checks/ac-08.ts';
import { ac09 } from './checks/ac-09.ts';
import { ac10 } from './checks/ac-10.ts';
import { ac11 } from './checks/ac-11.ts';
import { ac12 } from './checks/ac-12.ts';
import { ac13 } from './checks/ac-13.ts';
import { ac14 } from './checks/ac-14.ts';
import { ac15 } from './checks/ac-15.ts';
import { ac16 } from './checks/ac-16.ts';
import { ac17 } from './checks/ac-17.ts';
import { ac18 } from './checks/ac-18.ts';
import { ac19 } from './checks/ac-19.ts';
import { ac20 } from './checks/ac-20.ts';
import { ac21 } from './checks/ac-21.ts';
import { ac22 } from './checks/ac-22.ts';
import { ac23 } from './checks/ac-23.ts';
import { ac24 } from './checks/ac-24.ts';
import { ac25 } from './checks/ac-25.ts';
import { ac26 } from './checks/ac-26.ts';
import { ac27 } from './checks/ac-27.ts';
import { ac28 } from './checks/ac-28.ts';
import { ac29 } from './checks/ac-29.ts';
import { ac30 } from './checks/ac-30.ts';
import { ag01 } from './checks/ag-01.ts';
import { ag02 } from './checks/ag-02.ts';
import { ag03 } from './checks/ag-03.ts';
import { ag04 } from './checks/ag-04.ts';
import { ag05 } from './checks/ag-05.ts';
import { ag06 } from './checks/ag-06.ts';
import { ag07 } from './checks/ag-07.ts';
import { ag08 } from './checks/ag-08.ts';
import { ag09 } from './checks/ag-09.ts';
import { ag10 } from './checks/ag-10.ts';
import { ag11 } from './checks/ag-11.ts';
import { ag12 } from './checks/ag-12.ts';
import { ag13 } from './checks/ag-13.ts';
import { ag14 } from './checks/ag-14.ts';
import { brGrd01 } from './checks/br-grd-01.ts';
import { brGrd02 } from './checks/br-grd-02.ts';
import { brGrd03 } from './checks/br-grd-03.ts';
import { brGrd04 } from './checks/br-grd-04.ts';
import { brGrd05 } from './checks/br-grd-05.ts';
import { brGrd06 } from './checks/br-grd-06.ts';
import { brGrd07 } from './checks/br-grd-07.ts';
import { brGrd08 } from './checks/br-grd-08.ts';
import { brGrd09 } from './checks/br-grd-09.ts';
import { brGrd10 } from './checks/br-grd-10.ts';
import { brGrd11 } from './checks/br-grd-11.ts';
import { brGrd12 } from './checks/br-grd-12.ts';
import { brGrd13 } from './checks/br-grd-13.ts';
import { brGrd14 } from './checks/br-grd-14.ts';
import { brInv01 } from './checks/br-inv-01.ts';
import { brInv02 } from './checks/br-inv-02.ts';
import { brInv03 } from './checks/br-inv-03.ts';
import { brInv04 } from './checks/br-inv-04.ts';
import { brInv05 } from './checks/br-inv-05.ts';
import { brInv06 } from './checks/br-inv-06.ts';
import { brInv07 } from './checks/br-inv-07.ts';
import { brInv08 } from './checks/br-inv-08.ts';
import { brInv09 } from './checks/br-inv-09.ts';
import { brInv10 } from './checks/br-inv-10.ts';
import { brInv11 } from './checks/br-inv-11.ts';
import { brInv12 } from './checks/br-inv-12.ts';
import { brInv13 } from './checks/br-inv-13.ts';
import { brInv15 } from './checks/br-inv-15.ts';
import { brInv16 } from './checks/br-inv-16.ts';
import { brInv17 } from './checks/br-inv-17.ts';
import { brInv18 } from './checks/br-inv-18.ts';
import { brInv19 } from './checks/br-inv-19.ts';
import { brInv20 } from './checks/br-inv-20.ts';
import { brInv21 } from './checks/br-inv-21.ts';
import { brInv22 } from './checks/br-inv-22.ts';
import { brInv23 } from './checks/br-inv-23.ts';
import { brInv24 } from './checks/br-inv-24.ts';
import { en01 } from './checks/en-01.ts';
import { en03 } from './checks/en-03.ts';
import { en05 } from './checks/en-05.ts';
import { en06 } from './checks/en-06.ts';
import { en07 } from './checks/en-07.ts';
import { en08 } from './checks/en-08.ts';
import { en09 } from './checks/en-09.ts';
import { en10 } from './checks/en-10.ts';
import { en11 } from './checks/en-11.ts';
import { en12 } from './checks/en-12.ts';
import { en13 } from './checks/en-13.ts';
import { en14 } from './checks/en-14.ts';
import { en16 } from './checks/en-16.ts';
import { kb01 } from './checks/kb-01.ts';
import { kb02 } from './checks/kb-02.ts';
import { kb03 } from './checks/kb-03.ts';
import { kb04 } from './checks/kb-04.ts';
import { kb05 } from './checks/kb-05.ts';
import { kb06 } from './checks/kb-06.ts';
import { kb07 } from './checks/kb-07.ts';
import { kb08 } from './checks/kb-08.ts';
import { kb09 } from './checks/kb-09.ts';
import { kb10 } from './checks/kb-10.ts';
import { sm01 } from './checks/sm-01.ts';
import { sm02 } from './checks/sm-02.ts';
import { sm03 } from './checks/sm-03.ts';
import { sm04 } from './checks/sm-04.ts';
import { sm05 } from './checks/sm-05.ts';
import { sm06 } from './checks/sm-06.ts';
import { sm07 } from './checks/sm-07.ts';
import { sm08 } from './checks/sm-08.ts';
import { sm09 } from './checks/sm-09.ts';
import { sm10 } from './checks/sm-10.ts';
import { sm11 } from './checks/sm-11.ts';
import { sm12 } from './checks/sm-12.ts';
import { sm13 } from './checks/sm-13.ts';
import { sm14 } from './checks/sm-14.ts';
import { sm15 } from './checks/sm-15.ts';
import { sm16 } from './checks/sm-16.ts';
import { sm17 } from './checks/sm-17.ts';
import { sm18 } from './checks/sm-18.ts';
import { sm19 } from './checks/sm-19.ts';
import { sm20 } from './checks/sm-20.ts';
import { sm21 } from './checks/sm-21.ts';
import { sm22 } from './checks/sm-22.ts';

export const checks: readonly Check[] = [
  ac01,
  ac02,
  ac03,
  ac04,
  ac05,
  ac06,
  ac07,
  ac08,
  ac09,
  ac10,
  ac11,
  ac12,
  ac13,
  ac14,
  ac15,
  ac16,
  ac17,
  ac18,
  ac19,
  ac20,
  ac21,
  ac22,
  ac23,
  ac24,
  ac25,
  ac26,
  ac27,
  ac28,
  ac29,
  ac30,
  ag01,
  ag02,
  ag03,
  ag04,
  ag05,
  ag06,
  ag07,
  ag08,
  ag09,
  ag10,
  ag11,
  ag12,
  ag13,
  ag14,
  brGrd01,
  brGrd02,
  brGrd03,
  brGrd04,
  brGrd05,
  brGrd06,
  brGrd07,
  brGrd08,
  brGrd09,
  brGrd10,
  brGrd11,
  brGrd12,
  brGrd13,
  brGrd14,
  brInv01,
  brInv02,
  brInv03,
  brInv04,
  brInv05,
  brInv06,
  brInv07,
  brInv08,
  brInv09,
  brInv10,
  brInv11,
  brInv12,
  brInv13,
  brInv15,
  brInv16,
  brInv17,
  brInv18,
  brInv19,
  brInv20,
  brInv21,
  brInv22,
  brInv23,
  brInv24,
  en01,
  en03,
  en05,
  en06,
  en07,
  en08,
  en09,
  en10,
  en11,
  en12,
  en13,
  en14,
  en16,
  kb01,
  kb02,
  kb03,
  kb04,
  kb05,
  kb06,
  kb07,
  kb08,
  kb09,
  kb10,
  sm01,
  sm02,
  sm03,
  sm04,
  sm05,
  sm06,
  sm07,
  sm08,
  sm09,
  sm10,
  sm11,
  sm12,
  sm13,
  sm14,
  sm15,
  sm16,
  sm17,
  sm18,
  sm19,
  sm20,
  sm21,
  sm22,
];
