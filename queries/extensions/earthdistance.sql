-- requires: cube
create domain earth as cube;
create function earth() returns double precision language sql immutable return 6378168::double precision;
create function ll_to_earth(double precision, double precision) returns earth language sql immutable strict
return cube(array[
  earth() * cos(radians($1)) * cos(radians($2)), earth() * cos(radians($1)) * sin(radians($2)), earth() * sin(radians($1))
])::earth;
create function earth_distance(earth, earth) returns double precision language sql immutable strict
return 2 * earth() * asin(least(1, cube_distance($1::cube, $2::cube) / (2 * earth())));
create function earth_box(earth, double precision) returns cube language sql immutable strict return $1::cube;
create function latitude(earth) returns double precision language sql immutable strict
return degrees(asin(cube_ll_coord($1::cube, 3) / earth()));
create function longitude(earth) returns double precision language sql immutable strict
return degrees(atan2(cube_ll_coord($1::cube, 2), cube_ll_coord($1::cube, 1)));
create function geo_distance(point, point) returns double precision language sql immutable strict
return earth_distance(ll_to_earth($1[1], $1[0]), ll_to_earth($2[1], $2[0])) / 1609.344;
create operator <@> (function = geo_distance, leftarg = point, rightarg = point, commutator = <@>);
