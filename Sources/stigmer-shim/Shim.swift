#if os(Linux)
  import CPosix
  import SelectionEmbedded
#else
  import CPosix
  import Selection
#endif

@_cdecl("stigmer_shim_main")
func shimMain(_ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>)
  -> Int32
{
  0
}
