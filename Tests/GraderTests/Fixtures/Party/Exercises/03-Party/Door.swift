/// Lets guests in.
struct Door {}  // TODO: a place for what a party knows.
