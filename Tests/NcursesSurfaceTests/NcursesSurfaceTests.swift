// NcursesSurface
