/* The one function of Windows that Rust's standard library asks for and older versions of Wine lack: random
 * numbers. Built as bcryptprimitives.dll beside the programs that are tried under Wine, and nowhere else. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    const SIZE_T most = 1 << 24;
    while (length > 0) {
        ULONG part = (ULONG)(length < most ? length : most);
        if (!RtlGenRandom(data, part)) return FALSE;
        data += part;
        length -= part;
    }
    return TRUE;
}
