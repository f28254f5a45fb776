#sourceLocation(file:"Tests/Day56Tests/Support/Simulation.swift",line:1)
private func attack() {}
#sourceLocation()
