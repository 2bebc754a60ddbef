-- Which systems hold a case follows from its source and from case_others; kept in the case it was the widest column that nobody read.
alter table cases drop column seen_in;
alter table case_others drop column seen_in;
alter table case_before drop column seen_in;

-- The wall of cases reads its setting once for a statement, not once for a row: a tenth of an import's commit. '' and '*' are no agency's.
drop policy agency_wall on cases;
create policy agency_wall on cases using (
  (select current_setting('qms.agency', true) = '*')
  or agency_id = (select nullif(nullif(current_setting('qms.agency', true), '*'), '')::uuid));
