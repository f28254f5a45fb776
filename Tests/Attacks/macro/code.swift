@freestanding(expression) macro run() = #externalMacro(module: "Attack", type: "Run")
private func attack() { #run }
