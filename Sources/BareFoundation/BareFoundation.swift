// The part of Foundation that needs no ICU, and the C library: a program that links only these is
// half as large and starts sooner. No module but this one and plateau-bench imports Foundation.
#if canImport(FoundationEssentials)
  @_exported public import FoundationEssentials
#else
  @_exported public import Foundation
#endif

#if canImport(Glibc)
  @_exported public import Glibc
#elseif canImport(Darwin)
  @_exported public import Darwin
#endif
