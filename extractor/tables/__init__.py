"""Tables: pages to grids with spans, stitched and captioned; kinds and columns recognised."""
