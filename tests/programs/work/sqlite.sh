needs=sqlite3

work() {
  under sqlite3 data.db "
    create table number (value integer primary key, square integer);
    begin;
    with recursive count(n) as (select 1 union all select n + 1 from count where n < 5000)
      insert into number select n, n * n from count;
    commit;
    delete from number where value % 7 = 0;
    vacuum;
    pragma integrity_check;
    select count(*), sum(square) from number;"
}
