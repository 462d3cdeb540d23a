/* hold.exe FILE SHARE STOP: keeps FILE open for reading, as Excel and its previews do, until a file STOP is
 * there. SHARE is what others may do meanwhile: 0 nothing, 1 read. Says "held" once it has the file. Without
 * arguments it says which code page the system has. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
    if (count == 1) return printf("code page %u\n", GetACP()) < 0;
    if (count != 4) return 2;
    HANDLE file = CreateFileW(words[1], GENERIC_READ, _wtoi(words[2]), NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        printf("error %lu\n", GetLastError());
        return 1;
    }
    puts("held");
    fflush(stdout);
    for (int tenths = 0; tenths < 600; tenths++) {
        if (GetFileAttributesW(words[3]) != INVALID_FILE_ATTRIBUTES) return 0;
        Sleep(100);
    }
    return 3;
}
