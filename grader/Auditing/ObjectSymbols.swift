/// Which names an honest object file defines and uses.
enum ObjectSymbols {
  /// How a name begins, after `$s`, that belongs to the learner's module or mentions it.
  private static let own = "9Exercises"

  /// What others can find must bear the name of the learner's module: else it could take the place of
  /// something that the suite or the runtime calls.
  static func complaint(aboutDefinition name: String) -> Words? {
    guard isMangled(name), name.contains(own), !isOfStrangers(name) else {
      return Words(
        "it defines `\(shown(name))`, which bears another name than its module's",
        ja: "自分のモジュールの名前を持たない `\(shown(name))` を定義しています")
    }
    return nil
  }

  /// What several object files may define alike, such as a copy of something generic.
  static func complaint(aboutShared name: String) -> Words? {
    let isKnown = isMangled(name) || shared.contains(where: name.hasPrefix)
    guard isKnown, !isOfStrangers(name) else {
      return Words(
        "it defines `\(shown(name))`, which the compiler does not by itself",
        ja: "コンパイラーが自分からは作らない `\(shown(name))` を定義しています")
    }
    return nil
  }

  static func complaint(aboutUse name: String) -> Words? {
    let isKnown =
      isMangled(name)
      ? !isOfStrangers(name) && !ways.contains(where: name.contains)
      : functions.contains(name) || isOfRuntime(name)
    guard !isKnown else { return nil }
    return Words(
      "it uses `\(shown(name))`, which no lesson needs",
      ja: "どのレッスンにも要らない `\(shown(name))` を使っています")
  }

  private static func shown(_ name: String) -> String {
    name.count > 100 ? name.prefix(100) + "…" : name
  }

  private static func isMangled(_ name: String) -> Bool { name.hasPrefix("$s") }

  /// Modules that a submission cannot have come to by an import.
  private static let strangers = [
    "7Testing", "10Foundation", "20FoundationEssentials", "11Instruments", "9Day56Tests", "5Glibc",
    "4Musl", "8Dispatch", "6XCTest", "10SwiftShims", "11Distributed",
  ]

  /// Whether a mangled name is of a module that is none of a lesson's, or of its extension of something; C's
  /// own is `So`. A learner's own type may be called like a module.
  private static func isOfStrangers(_ name: String) -> Bool {
    name.hasPrefix("$sSo")
      || strangers.contains { stranger in
        name.contains(stranger)
          && ["$s" + stranger, " " + stranger, stranger + "E"].contains(where: name.contains)
      }
  }

  /// Ways of the standard library out of the process, or to what it was started with.
  private static let ways = [
    "13_runAsyncMain", "21_asyncMainDrainQueue", "11CommandLineO", "8readLine", "_unsafeRaw",
    "$ss6MirrorV",
    "25_createOffsetBasedKeyPath", "11_typeByName", "_getTypeByMangledName",
  ]

  /// How the names of what the compiler makes by itself begin.
  private static let shared = [
    "symbolic ", "got.", "__swift_", "get_type_metadata ", "associated conformance ",
    "default associated conformance", "get_underlying_type_name ", "get_witness_table ",
    "swift_willThrowTyped", "_swift_implicitisolationactor_to_executor_cast", "keypath_",
    "keypath ", "\u{1}",
  ]

  /// The runtime's, without those that only its own hooks and executors are for.
  private static func isOfRuntime(_ name: String) -> Bool {
    name.hasPrefix("swift_") && !name.hasSuffix("_hook") && !inner.contains(where: name.hasPrefix)
  }

  private static let inner = [
    "swift_job_", "swift_task_enqueue", "swift_task_asyncMainDrainQueue", "swift_task_donate",
    "swift_register", "swift_addNewDSOImage", "swift_enableDynamicReplacement",
    "swift_disableDynamicReplacement", "swift_stdlib_readLine", "swift_executor_escalate",
    "swift_createExecutors", "swift_copyAuxiliaryExecutablePath", "swift_getRuntimeLibraryPath",
  ]

  /// What the compiler calls by itself: memory, arithmetic, thread-local storage, and what a Mutex waits
  /// with.
  private static let functions: Set<String> = [
    "memcpy", "memmove", "memset", "memcmp", "bcmp", "strlen", "syscall", "__errno_location",
    "__error", "__tls_get_addr", "_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail", "ceil", "ceilf",
    "floor", "floorf", "trunc", "truncf", "round", "roundf", "rint", "rintf", "nearbyint",
    "nearbyintf", "roundeven", "roundevenf", "fma", "fmaf", "fmod", "fmodf", "remainder",
    "remainderf", "sqrt", "sqrtf", "__divti3", "__udivti3", "__modti3", "__umodti3", "__multi3",
    "__muloti4", "__ashlti3", "__ashrti3", "__lshrti3", "__floattidf", "__floatuntidf",
    "__fixdfti", "__fixunsdfti", "__extendhfsf2", "__truncsfhf2", "__truncdfhf2", "__gnu_h2f_ieee",
    "__gnu_f2h_ieee", "os_unfair_lock_lock", "os_unfair_lock_unlock", "os_unfair_lock_trylock",
    "swift_async_extendedFramePointerFlags", "__swift_async_resume_get_context",
    "__swift_async_resume_project_context", "_swift_instantiateInertHeapObject",
    "_swift_exceptionPersonality", "_dyld_stub_binder",
  ]
}

/// Where an honest object file puts its parts.
enum ObjectSections {
  static func complaint(about name: String) -> Words? {
    if attackers.contains(where: name.hasPrefix) || !known.contains(where: name.hasPrefix) {
      return Words(
        "it puts something into the section `\(name)`, which no lesson needs",
        ja: "どのレッスンにも要らないセクション `\(name)` に何かを置いています")
    }
    return nil
  }

  /// What is run before or after everything else.
  private static let attackers = [
    ".init", ".fini", ".preinit", ".ctors", ".dtors", "__mod_init", "__mod_term", "__init_offsets",
    ".rela.init", ".rela.fini", ".rela.preinit", ".rela.ctors", ".rela.dtors",
  ]

  private static let known = [
    ".text", ".rodata", ".data", ".bss", ".tbss", ".tdata", ".rela", ".eh_frame", ".strtab",
    ".symtab", ".shstrtab", ".comment", ".note.GNU-stack", ".swift", "swift5_", ".group", ".llvm",
    ".debug", ".linker-options", ".gcc_except_table", ".lbss", ".lrodata", ".ldata", "__",
  ]
}
