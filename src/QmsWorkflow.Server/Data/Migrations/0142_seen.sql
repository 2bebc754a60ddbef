-- Which systems hold a case follows from its source and from case_others; kept in the case it was the widest column that nobody read.
alter table cases drop column seen_in;
alter table case_others drop column seen_in;
alter table case_before drop column seen_in;
